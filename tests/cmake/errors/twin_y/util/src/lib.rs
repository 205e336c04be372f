pub fn of_y() {}
