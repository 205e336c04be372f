// A directory for one test, which is its working directory.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/files.h"

namespace ferrule {

class TemporaryTree : public testing::Test {
 protected:
  TemporaryTree() {
    std::string pattern = testing::TempDir() + "ferrule-test-XXXXXX";
    root_ = std::filesystem::canonical(mkdtemp(pattern.data())).string();
    before_ = std::filesystem::current_path();
    std::filesystem::current_path(root_);
  }

  ~TemporaryTree() override {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(root_);
  }

  const std::string& root() const { return root_; }

  /// Writes a file and the directories above it. In place, as tools do it.
  void write(const std::string& path, std::string_view text) {
    ASSERT_TRUE(make_directories(directory_of(path)));
    ASSERT_TRUE(write_file(path + ".new", text));
    std::filesystem::copy_file(path + ".new", path, std::filesystem::copy_options::overwrite_existing);
    unlink((path + ".new").c_str());
  }

  std::string read(const std::string& path) {
    Result<std::string> text = read_file(path);
    return text ? *text : "<" + text.error().message + ">";
  }

  static std::int64_t mtime(const std::string& path) {
    struct stat status;
    if (stat(path.c_str(), &status) != 0) return -1;
    return status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
  }

  /// Moves a file's mtime into the past, so that a new one can be told from it.
  static void make_old(const std::string& path) {
    timespec times[2] = {{0, UTIME_OMIT}, {1'000'000'000, 123}};
    ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  }

 private:
  std::string root_;
  std::filesystem::path before_;
};

}  // namespace ferrule
