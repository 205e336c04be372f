//! Hangs before main().
#[cfg(test)]
mod tests {
    extern "C" fn sleep() {
        loop {
            std::thread::sleep(std::time::Duration::from_secs(1));
        }
    }

    #[used]
    #[link_section = ".init_array"]
    static SLEEP: extern "C" fn() = sleep;

    #[test]
    fn never_runs() {}
}
