#include "launcher/files/archive.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class ArchiveTest : public TemporaryTree {
 protected:
  /// A member as any ar writes it: `name` fills its field.
  static std::string member(std::string name, const std::string& contents) {
    name.resize(16, ' ');
    std::string size = std::to_string(contents.size());
    size.resize(10, ' ');
    std::string text = name + "0           0     0     644     " + size + "`\n" + contents;
    if (contents.size() % 2 != 0) text += '\n';
    return text;
  }

  std::string error_of(const std::string& archive) {
    write("lib.rlib", archive);
    Result<std::string> contents = read_archive_member("lib.rlib", kMetadataMember);
    return contents ? "" : describe(contents.error());
  }
};

TEST_F(ArchiveTest, ReadsWhatItWrote) {
  for (const std::string contents : {"", "odd", "even", "with\n`\nnewlines"}) {
    write("lib.rlib", write_archive(kMetadataMember, contents));
    Result<std::string> read = read_archive_member("lib.rlib", kMetadataMember);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, contents);
  }
}

TEST_F(ArchiveTest, WritesTheHeaderThatRustcWrites) {
  EXPECT_EQ(write_archive("lib.rmeta", "abc"),
            std::string("!<arch>\n"
                        "/               0           0     0     0       8         `\n") +
                std::string(8, '\0') + "lib.rmeta/      0           0     0     644     3         `\nabc\n");
}

TEST_F(ArchiveTest, HoldsFilesOfAnySizeAndGivesThemBack) {
  const std::string large(700'001, 'x');
  write("odd", "odd");
  write("large", large);
  write("empty", "");
  ASSERT_TRUE(write_archive("all.a", "first", "text", {{"1", "odd"}, {"2", "large"}, {"3", "empty"}}));
  EXPECT_EQ(read("all.a"),
            "!<arch>\n" + member("first/", "text") + member("1/", "odd") + member("2/", large) + member("3/", ""));
  ASSERT_TRUE(extract_archive("all.a", {{"1", "one"}, {"2", "two"}, {"3", "three"}}));
  EXPECT_EQ(read("one"), "odd");
  EXPECT_EQ(read("two"), large);
  EXPECT_EQ(read("three"), "");
}

TEST_F(ArchiveTest, LeavesNothingWhereAFileIsMissing) {
  Status written = write_archive("all.a", "first", "text", {{"1", "nowhere"}});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "cannot open `nowhere`: No such file or directory");
  EXPECT_NE(access("all.a", F_OK), 0);
}

TEST_F(ArchiveTest, NothingIsExtractedOfAnArchiveThatIsCutShort) {
  write("a", "0123456789");
  ASSERT_TRUE(write_archive("all.a", "first", "text", {{"1", "a"}}));
  const std::string whole = read("all.a");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    write("short.a", whole.substr(0, size));
    EXPECT_FALSE(extract_archive("short.a", {{"1", "made"}})) << size;
    EXPECT_NE(access("made", F_OK), 0) << size;
  }
}

TEST_F(ArchiveTest, FindsAMemberBehindOthersAndLongNames) {
  std::string long_name = "a-123.a.385e39f7ba2b02c6-cgu.0.rcgu.o";
  std::string names = "first-very-long-name/\n" + long_name + "/\n";
  write("lib.rlib", "!<arch>\n" + member("/", "symbols") + member("//", names) + member("/22", "object") +
                        member("lib.rmeta/", "metadata"));
  EXPECT_EQ(*read_archive_member("lib.rlib", "lib.rmeta"), "metadata");
  EXPECT_EQ(*read_archive_member("lib.rlib", long_name), "object");
}

TEST_F(ArchiveTest, FindsAMemberNamedWithoutASlash) {
  write("lib.rlib", "!<arch>\n" + member("lib.rmeta", "metadata"));
  EXPECT_EQ(*read_archive_member("lib.rlib", "lib.rmeta"), "metadata");
}

TEST_F(ArchiveTest, TheSameCodeIsTheSameContentsButForMetadata) {
  auto archive = [&](const std::string& symbols, const std::string& metadata, const std::string& object) {
    return "!<arch>\n" + member("/", symbols) + member("lib.rmeta/", metadata) + member("a.o/", object);
  };
  write("a", archive("offset 1", "metadata", "code"));
  write("b", archive("offset 22", "longer metadata", "code"));
  write("c", archive("offset 1", "metadata", "Code"));
  write("d", archive("offset 1", "metadata", "code") + member("b.o/", "more"));
  write("e", "!<arch>\n" + member("a.another.o/", "code"));
  EXPECT_TRUE(*have_same_code("a", "b"));
  EXPECT_TRUE(*have_same_code("a", "e"));
  EXPECT_FALSE(*have_same_code("a", "c"));
  EXPECT_FALSE(*have_same_code("a", "d"));
  EXPECT_FALSE(*have_same_code("d", "a"));
  EXPECT_FALSE(have_same_code("a", "nowhere"));
}

TEST_F(ArchiveTest, SaysWhatToDoAboutADamagedArchive) {
  const std::string whole = write_archive(kMetadataMember, "0123456789");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string error = error_of(whole.substr(0, size));
    EXPECT_NE(error.find("`lib.rlib` is damaged"), std::string::npos) << size << error;
    EXPECT_NE(error.find("delete it and build again"), std::string::npos) << size << error;
  }
}

TEST_F(ArchiveTest, DoesNotBelieveGarbage) {
  EXPECT_NE(error_of(std::string(500, 'x')), "");
  EXPECT_NE(error_of("!<arch>\n" + std::string(60, ' ')), "");
  std::string huge = write_archive(kMetadataMember, "x");
  huge.replace(huge.find("644     1"), 17, "644     999999999");
  EXPECT_NE(error_of(huge), "");
}

TEST_F(ArchiveTest, NamesAFileThatIsNotThere) {
  Result<std::string> contents = read_archive_member("none.rlib", kMetadataMember);
  ASSERT_FALSE(contents);
  EXPECT_NE(contents.error().message.find("`none.rlib`"), std::string::npos);
}

}  // namespace
}  // namespace ferrule
