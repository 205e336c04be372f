pub const NAME: &str = env!("NAME");
