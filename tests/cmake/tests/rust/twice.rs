use proc_macro::TokenStream;

#[proc_macro]
pub fn twice(item: TokenStream) -> TokenStream {
    double(&item.to_string()).parse().unwrap()
}

fn double(text: &str) -> String {
    format!("{text} {text}")
}

#[test]
fn doubles() {
    assert_eq!(double("a"), "a a");
}
