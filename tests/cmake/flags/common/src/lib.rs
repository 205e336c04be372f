pub fn flags() -> String {
    format!("configured {} called {} local {}", cfg!(configured), cfg!(called), cfg!(local))
}
