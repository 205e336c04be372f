compile_error!("its feature isn't there");
