"""What an office works with: the split of tasks in Word and the ledger in Excel, from the same items."""
