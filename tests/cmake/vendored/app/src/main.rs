fn main() {
    println!("{} {} {}", leaf::NAME, scripted::NAME, made::name!());
}
