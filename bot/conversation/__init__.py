"""What happens when someone speaks: a function per intent."""
