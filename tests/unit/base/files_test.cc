#include "base/files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>

namespace ferrule {
namespace {

class FilesTest : public testing::Test {
 protected:
  FilesTest() {
    std::string pattern = testing::TempDir() + "ferrule-files-XXXXXX";
    root_ = mkdtemp(pattern.data());
  }
  ~FilesTest() override { std::filesystem::remove_all(root_); }

  std::string path(std::string_view name) const { return join_path(root_, name); }

  std::string text(std::string_view name) const {
    Result<std::string> read = read_file(path(name));
    return read ? *read : read.error().message;
  }

  /// The names in the test's directory.
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(root_)) found.push_back(entry.path().filename());
    return found;
  }

  /// Dates a file so far back that a new write shows.
  void make_old(std::string_view name) const {
    timespec times[2] = {{0, UTIME_OMIT}, {1'000'000'000, 0}};
    ASSERT_EQ(utimensat(AT_FDCWD, path(name).c_str(), times, 0), 0);
  }

  bool is_old(std::string_view name) const {
    struct stat status;
    return stat(path(name).c_str(), &status) == 0 && status.st_mtim.tv_sec == 1'000'000'000;
  }

 private:
  std::string root_;
};

/// While it lives, no file grows beyond `bytes`: a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_;
  void (*handler_)(int);
};

TEST_F(FilesTest, ReadsBackWhatWasWritten) {
  std::string large(300'000, 'x');
  large[100'000] = '\0';
  for (const std::string& content : {std::string(), std::string("a\n"), large}) {
    ASSERT_TRUE(write_file(path("f"), content));
    EXPECT_EQ(text("f"), content);
  }
  EXPECT_EQ(names(), std::vector<std::string>{"f"});
}

TEST_F(FilesTest, AFailedWriteLeavesTheOldFileAndNothingElse) {
  ASSERT_TRUE(write_file(path("f"), "old"));
  Status written;
  {
    FileSizeLimit limit(100'000);
    written = write_file(path("f"), std::string(200'000, 'x'));
  }
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "cannot write `" + path("f") + "`: File too large");
  EXPECT_EQ(text("f"), "old");
  EXPECT_EQ(names(), std::vector<std::string>{"f"});
}

TEST_F(FilesTest, WritingOverADirectoryLeavesNothing) {
  ASSERT_TRUE(make_directories(path("d")));
  EXPECT_FALSE(write_file(path("d"), "text"));
  EXPECT_EQ(names(), std::vector<std::string>{"d"});
}

TEST_F(FilesTest, WritingIntoADirectoryThatIsNotThereFails) {
  Status written = write_file(path("no/f"), "text");
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("No such file or directory"), std::string::npos);
}

TEST_F(FilesTest, AnUnchangedFileKeepsItsTimes) {
  ASSERT_TRUE(write_file(path("f"), "same"));
  make_old("f");
  Result<bool> written = write_file_if_changed(path("f"), "same");
  ASSERT_TRUE(written);
  EXPECT_FALSE(*written);
  EXPECT_TRUE(is_old("f"));
}

TEST_F(FilesTest, AChangedFileIsWrittenEvenIfItsSizeStays) {
  ASSERT_TRUE(write_file(path("f"), "same"));
  make_old("f");
  Result<bool> written = write_file_if_changed(path("f"), "some");
  ASSERT_TRUE(written);
  EXPECT_TRUE(*written);
  EXPECT_FALSE(is_old("f"));
  EXPECT_EQ(text("f"), "some");
}

TEST_F(FilesTest, ReadingNamesTheFileAndTheReason) {
  Result<std::string> missing = read_file(path("no"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message, "cannot open `" + path("no") + "`: No such file or directory");
  Result<std::string> directory = read_file(path("."));
  ASSERT_FALSE(directory);
  EXPECT_NE(directory.error().message.find("Is a directory"), std::string::npos);
}

TEST_F(FilesTest, MakesDirectoriesWithTheirParents) {
  EXPECT_TRUE(make_directories(path("a/b/c")));
  EXPECT_TRUE(make_directories(path("a/b/c")));
  EXPECT_TRUE(make_directories(path("d/e/")));
  EXPECT_TRUE(std::filesystem::is_directory(path("a/b/c")));
  EXPECT_TRUE(std::filesystem::is_directory(path("d/e")));
  ASSERT_TRUE(write_file(path("f"), ""));
  EXPECT_FALSE(make_directories(path("f")));
  EXPECT_FALSE(make_directories(path("f/g")));
}

TEST(PathsTest, TakesPathsApart) {
  EXPECT_EQ(directory_of("a/b"), "a");
  EXPECT_EQ(directory_of("b"), ".");
  EXPECT_EQ(directory_of("/b"), "/");
  EXPECT_EQ(file_name("a/b"), "b");
  EXPECT_EQ(file_name("b"), "b");
  EXPECT_EQ(file_name("a/"), "");
}

TEST(PathsTest, JoinsUnlessThePathIsAbsolute) {
  EXPECT_EQ(join_path("/a", "b"), "/a/b");
  EXPECT_EQ(join_path("/a/", "b"), "/a/b");
  EXPECT_EQ(join_path("/", "b"), "/b");
  EXPECT_EQ(join_path("/a", "/b"), "/b");
  EXPECT_EQ(join_path("", "b"), "b");
}

TEST(PathsTest, NormalizesByTextAlone) {
  EXPECT_EQ(normalize_path("/a//b/./c/../d/"), "/a/b/d");
  EXPECT_EQ(normalize_path("a/../.."), "..");
  EXPECT_EQ(normalize_path("../a/../b"), "../b");
  EXPECT_EQ(normalize_path("/../a"), "/a");
  EXPECT_EQ(normalize_path("a/.."), ".");
  EXPECT_EQ(normalize_path("/"), "/");
}

TEST(SystemErrorTest, TellsTheCureWhereThereIsOne) {
  EXPECT_EQ(system_error("cannot write", "/x", ENOSPC).message, "cannot write `/x`: No space left on device");
  for (int cured : {ENOSPC, EROFS, EACCES, EPERM}) EXPECT_NE(system_error("cannot write", "/x", cured).help, "");
  EXPECT_EQ(system_error("cannot write", "/x", EIO).help, "");
}

}  // namespace
}  // namespace ferrule
