pub const NAME: &str = "leaf";
