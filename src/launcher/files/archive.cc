#include "launcher/files/archive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <optional>

#include "base/files.h"
#include "base/new_file.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kMagic = "!<arch>\n";
constexpr std::size_t kHeaderSize = 60;

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t number = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

/// A field of a header: `text`, filled up with spaces.
std::string padded(std::string_view text, std::size_t width) {
  std::string field(text);
  field.resize(width, ' ');
  return field;
}

std::string write_header(std::string_view name, std::string_view mode, std::uint64_t size) {
  return padded(name, 16) + padded("0", 12) + padded("0", 6) + padded("0", 6) + padded(mode, 8) +
         padded(std::to_string(size), 10) + "`\n";
}

/// What follows a member of that size.
std::string_view filling(std::uint64_t size) { return size % 2 != 0 ? "\n" : ""; }

std::string write_member(std::string_view name, std::string_view mode, std::string_view contents) {
  std::string member = write_header(name, mode, contents.size());
  member += contents;
  member += filling(contents.size());
  return member;
}

/// An archive open for reading.
class ArchiveReader {
 public:
  explicit ArchiveReader(const std::string& path) : path_(path), fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;
  ~ArchiveReader() {
    if (fd_ >= 0) close(fd_);
  }

  struct Member {
    std::string name;
    std::uint64_t offset = 0;  // of its contents
    std::uint64_t size = 0;
  };

  /// The next member; none after the last. The first call opens the archive.
  Result<std::optional<Member>> next() {
    if (at_ == 0)
      if (Status begun = begin(); !begun) return begun.error();
    while (at_ < size_) {
      Result<std::string> header = bytes(at_, kHeaderSize);
      if (!header) return header.error();
      std::optional<std::uint64_t> size = parse_decimal(std::string_view(*header).substr(48, 10));
      if (!header->ends_with("`\n") || !size) return damaged("a member's header is garbled");
      std::string_view name = trim(std::string_view(*header).substr(0, 16));
      Member member{{}, at_ + kHeaderSize, *size};
      at_ = member.offset + *size + *size % 2;
      if (name != "//") {
        member.name = full_name(name);
        return std::optional<Member>(std::move(member));
      }
      Result<std::string> names = contents(member);
      if (!names) return names.error();
      long_names_ = std::move(*names);
    }
    return std::optional<Member>();
  }

  Result<std::string> contents(const Member& member) const { return bytes(member.offset, member.size); }

  Status copy_to(NewFile& file, const Member& member) const {
    if (member.offset > size_ || member.size > size_ - member.offset) return damaged("it ends too early");
    return file.copy(fd_, member.offset, member.size, path_);
  }

  /// The next member of that name.
  Result<Member> find(std::string_view wanted) {
    for (;;) {
      Result<std::optional<Member>> member = next();
      if (!member) return member.error();
      if (!*member) return damaged("it has no member `" + std::string(wanted) + "`");
      if ((*member)->name == wanted) return **member;
    }
  }

 private:
  Status begin() {
    struct stat status;
    if (fd_ < 0 || fstat(fd_, &status) != 0) return system_error("cannot open", path_, errno);
    size_ = static_cast<std::uint64_t>(status.st_size);
    Result<std::string> magic = bytes(0, kMagic.size());
    if (!magic) return magic.error();
    if (*magic != kMagic) return damaged("it doesn't start like an archive");
    at_ = kMagic.size();
    return {};
  }

  /// A GNU archive ends names in `/`, and writes `/<offset>` for one that is too long for the header.
  std::string_view full_name(std::string_view name) const {
    if (name.size() > 1 && name.front() == '/') {
      std::optional<std::uint64_t> offset = parse_decimal(name.substr(1));
      if (!offset || *offset >= long_names_.size()) return name;
      name = split_once(std::string_view(long_names_).substr(*offset), '\n').first;
    }
    return name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
  }

  Result<std::string> bytes(std::uint64_t offset, std::uint64_t count) const {
    if (offset > size_ || count > size_ - offset) return damaged("it ends too early");
    std::string text(count, '\0');
    for (std::size_t done = 0; done < count;) {
      ssize_t got = pread(fd_, text.data() + done, count - done, static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return system_error("cannot read", path_, errno);
      if (got == 0) return damaged("it ends too early");
      done += static_cast<std::size_t>(got);
    }
    return text;
  }

  Error damaged(std::string_view how) const {
    return Error{"the archive `" + path_ + "` is damaged: " + std::string(how), "", "delete it and build again"};
  }

  std::string path_;
  int fd_;
  std::uint64_t size_ = 0;
  std::uint64_t at_ = 0;
  std::string long_names_;
};

/// The next member that holds code: neither the metadata nor the symbol table, which says where all others begin.
Result<std::optional<ArchiveReader::Member>> next_with_code(ArchiveReader& archive) {
  for (;;) {
    Result<std::optional<ArchiveReader::Member>> member = archive.next();
    if (!member || !*member || ((*member)->name != kMetadataMember && !(*member)->name.empty())) return member;
  }
}

Status add_file(NewFile& archive, const MemberFile& file) {
  const int fd = open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0) {
    Error error = system_error("cannot open", file.path, errno);
    if (fd >= 0) close(fd);
    return error;
  }
  const std::uint64_t size = static_cast<std::uint64_t>(status.st_size);
  Status added = archive.write(write_header(file.name + "/", "644", size));
  if (added) added = archive.copy(fd, 0, size, file.path);
  if (added) added = archive.write(filling(size));
  close(fd);
  return added;
}

}  // namespace

Result<std::string> read_archive_member(const std::string& path, std::string_view name) {
  ArchiveReader archive(path);
  Result<ArchiveReader::Member> member = archive.find(name);
  if (!member) return member.error();
  return archive.contents(*member);
}

Result<bool> have_same_code(const std::string& a, const std::string& b) {
  ArchiveReader first(a), second(b);
  for (;;) {
    Result<std::optional<ArchiveReader::Member>> one = next_with_code(first), other = next_with_code(second);
    if (!one) return one.error();
    if (!other) return other.error();
    if (!*one || !*other) return !*one && !*other;
    // Not the names: after incremental compilation they have a part that is new in each run.
    if ((*one)->size != (*other)->size) return false;
    Result<std::string> ours = first.contents(**one), theirs = second.contents(**other);
    if (!ours) return ours.error();
    if (!theirs) return theirs.error();
    if (*ours != *theirs) return false;
  }
}

std::string write_archive(std::string_view name, std::string_view contents) {
  return std::string(kMagic) + write_member("/", "0", std::string_view("\0\0\0\0\0\0\0\0", 8)) +
         write_member(std::string(name) + "/", "644", contents);
}

Status write_archive(const std::string& path, std::string_view name, std::string_view contents,
                     const std::vector<MemberFile>& files) {
  NewFile archive(path);
  const std::string first = write_member(std::string(name) + "/", "644", contents);
  if (Status begun = archive.write(std::string(kMagic) + first); !begun) return begun;
  for (const MemberFile& file : files)
    if (Status added = add_file(archive, file); !added) return added;
  return archive.finish();
}

Status extract_archive(const std::string& path, const std::vector<MemberFile>& files) {
  ArchiveReader archive(path);
  for (const MemberFile& file : files) {
    Result<ArchiveReader::Member> member = archive.find(file.name);
    if (!member) return member.error();
    NewFile extracted(file.path);
    if (Status copied = archive.copy_to(extracted, *member); !copied) return copied;
    if (Status finished = extracted.finish(); !finished) return finished;
  }
  return {};
}

}  // namespace ferrule
