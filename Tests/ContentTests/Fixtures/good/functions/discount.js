function discount(p) { return 0 }
