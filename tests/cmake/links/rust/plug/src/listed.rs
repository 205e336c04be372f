mod first {
    #[used]
    #[link_section = "plugs"]
    static FIRST: i32 = 1;
}

mod second {
    #[used]
    #[link_section = "plugs"]
    static SECOND: i32 = 2;
}
