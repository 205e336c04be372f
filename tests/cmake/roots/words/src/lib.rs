pub const GREETING: &str = env!("GREETING");
