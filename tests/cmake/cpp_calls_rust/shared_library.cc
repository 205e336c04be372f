extern "C" int left_answer();

int answer_of_rust() { return left_answer(); }
