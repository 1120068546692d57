"""The ledger as a web application: Django over the rules of ``jiannuo.ledger``."""
