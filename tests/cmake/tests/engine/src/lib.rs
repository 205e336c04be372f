extern "C" {
    fn add(a: i32, b: i32) -> i32;
}

#[no_mangle]
pub extern "C" fn sum(a: i32, b: i32) -> i32 {
    unsafe { add(a, b) }
}

#[cfg(test)]
mod unit {
    #[test]
    fn adds() {
        assert_eq!(super::sum(40, 2), 42);
        assert!(cfg!(feature = "fast"));
    }

    #[test]
    #[ignore = "takes long"]
    fn adds_long() {
        panic!("run although it is ignored");
    }

    #[test]
    #[should_panic]
    fn panics() {
        panic!("as it should");
    }
}
