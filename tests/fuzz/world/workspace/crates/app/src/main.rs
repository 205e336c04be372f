mod part;
fn main() {
    println!("{} {} {}", 1/*n*/, part::text(), env!("CARGO_PKG_DESCRIPTION"));
    println!("{} {}", middle::text(), base::text());
    println!("{} {} {}", lister::text(), user::text(), guest::text());
    println!("{}", macros::data!());
}
