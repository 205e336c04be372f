pub fn of_x() {}
