#include "tests/support/serve_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "conformance/drivers/raw_client.h"
#include "protocol/http/url.h"
#include "tests/support/slowness.h"

extern char** environ;

namespace mdmock::test_support {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kPatience(10'000);
constexpr milliseconds kToStart(30'000);  // Sanitizers take their time.

int PortOf(const std::string& url) {
  const auto read = http::ReadUrl(url);
  return read && read->authority.port ? *read->authority.port : 0;
}

int Left(steady_clock::time_point deadline) {
  const auto left =
      std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
  return left.count() < 0 ? 0 : static_cast<int>(left.count());
}

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

ServeProgram::ServeProgram(const std::vector<std::string>& options)
    : ready_file_("ready.json", ""),
      errors_("serve-errors", ""),
      token_("token.json", "") {
  Start(options);
  WaitForReady();
  const nlohmann::json ready = Ready();
  if (ready.is_null()) return;
  std::ofstream(token_.path(), std::ios::binary) << ready["ade"]["token"];
}

void ServeProgram::Start(const std::vector<std::string>& options) {
  std::vector<std::string> words = {
      MDMOCK_PROGRAM, "serve",     "ade",          "--port",          "ade=0",
      "--port",       "control=0", "--ready-file", ready_file_.path()};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  // Watched from before the start: the file cannot come unseen.
  const std::string& path = ready_file_.path();
  watch_ = ::inotify_init1(IN_CLOEXEC);
  ::inotify_add_watch(watch_, path.substr(0, path.rfind('/')).c_str(),
                      IN_MOVED_TO);
  std::array<int, 2> out{};
  std::array<int, 2> alive{};
  ASSERT_EQ(::pipe2(out.data(), O_CLOEXEC), 0);
  ASSERT_EQ(::pipe2(alive.data(), O_CLOEXEC), 0);
  out_ = out[0];
  alive_ = alive[0];
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO,
                                     errors_.path().c_str(), O_WRONLY | O_TRUNC,
                                     0600);
  constexpr int kLifeLine = 9;  // Any number that nobody else uses there.
  ::posix_spawn_file_actions_adddup2(&actions, alive[1], kLifeLine);
  EXPECT_EQ(::posix_spawn(&pid_, MDMOCK_PROGRAM, &actions, nullptr, argv.data(),
                          environ),
            0)
      << MDMOCK_PROGRAM;
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(alive[1]);
  ::fcntl(out_, F_SETFL, O_NONBLOCK);
}

void ServeProgram::WaitForReady() {
  const auto deadline = steady_clock::now() + kToStart;
  while (pid_ > 0) {
    ready_text_ = Read(ready_file_.path());
    if (!ready_text_.empty()) return;
    std::array<pollfd, 2> wait{{{watch_, POLLIN, 0}, {alive_, POLLIN, 0}}};
    if (::poll(wait.data(), wait.size(), Left(deadline)) == 0) break;
    if (wait[1].revents != 0) break;  // It has ended.
    std::array<char, 4096> events;
    (void)!::read(watch_, events.data(), events.size());
  }
  ADD_FAILURE() << "mdmock serve is not ready: " << errors();
}

ServeProgram::~ServeProgram() {
  if (pid_ > 0) {
    const Stopped stopped = Stop(SIGTERM);
    EXPECT_EQ(stopped.status, 0) << errors();
    EXPECT_LT(stopped.took, std::chrono::seconds(kSlowness));
  }
  for (const int one : {out_, alive_, watch_}) ::close(one);
}

Stopped ServeProgram::Stop(int signal) {
  const auto start = steady_clock::now();
  ::kill(pid_, signal);
  pollfd wait{alive_, POLLIN, 0};
  const bool gone = ::poll(&wait, 1, static_cast<int>(kPatience.count())) > 0;
  if (!gone) ::kill(pid_, SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return {.status = gone && WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .took = std::chrono::ceil<milliseconds>(steady_clock::now() - start)};
}

nlohmann::json ServeProgram::Ready() const {
  return nlohmann::json::parse(ready_text_, nullptr, false).is_discarded()
             ? nlohmann::json()
             : nlohmann::json::parse(ready_text_);
}

std::string ServeProgram::Url(const std::string& path) const {
  return Ready().at("ade").at("url").get<std::string>() + path;
}

std::string ServeProgram::HttpsUrl(const std::string& path) const {
  return Ready().at("ade").at("https_url").get<std::string>() + path;
}

std::string ServeProgram::ControlUrl(const std::string& path) const {
  return Ready().at("control").at("url").get<std::string>() + path;
}

int ServeProgram::port() const { return PortOf(Url()); }
int ServeProgram::control_port() const { return PortOf(ControlUrl()); }

nlohmann::json ServeProgram::Control(const std::string& path) const {
  const auto client = drivers::RawClient::Plain(control_port());
  const auto response = client ? client->Ask(drivers::Get(path)) : std::nullopt;
  if (!response) {
    ADD_FAILURE() << "no answer from the control port to " << path;
    return {};
  }
  return nlohmann::json::parse(response->body);
}

nlohmann::json ServeProgram::PutControl(const std::string& path,
                                        const std::string& body) const {
  const auto client = drivers::RawClient::Plain(control_port());
  const auto response =
      client ? client->Ask(fmt::format(
                   "PUT {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}",
                   path, body.size(), body))
             : std::nullopt;
  EXPECT_TRUE(response && response->status == 200)
      << path << ": " << (response ? response->body : "no answer");
  return response ? nlohmann::json::parse(response->body) : nlohmann::json();
}

nlohmann::json ServeProgram::Journal(size_t count, std::uint64_t after) const {
  return Control(fmt::format("/journal?after={}&wait={}&timeout_ms=10000",
                             after, count))
      .at("entries");
}

int ServeProgram::AskForSession() const {
  const Run header =
      RunCommand(fmt::format("{} sign oauth1 --token {} --url {}",
                             MDMOCK_PROGRAM, token_path(), Url("/session")));
  EXPECT_EQ(header.status, 0) << header.err;
  const auto client = drivers::RawClient::Plain(port());
  if (!client) return 0;
  const auto response = client->Ask(fmt::format(
      "GET /session HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: test\r\n"
      "Authorization: {}\r\n\r\n",
      port(), header.out.substr(0, header.out.find('\n'))));
  return response ? response->status : 0;
}

bool ServeProgram::Drain() {
  std::array<char, 4096> chunk;
  const ssize_t count = ::read(out_, chunk.data(), chunk.size());
  if (count > 0) output_.append(chunk.data(), static_cast<size_t>(count));
  return count != 0;
}

std::string ServeProgram::Output(const std::string& until) {
  const auto deadline = steady_clock::now() + kPatience;
  while (output_.find(until) == std::string::npos) {
    pollfd wait{out_, POLLIN, 0};
    if (::poll(&wait, 1, Left(deadline)) == 0 || !Drain()) break;
  }
  while (until.empty()) {
    const size_t before = output_.size();
    if (!Drain() || output_.size() == before) break;
  }
  return output_;
}

size_t ServeProgram::ResidentBytes() const {
  std::ifstream status(fmt::format("/proc/{}/status", pid_));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6)) * 1024;
  }
  ADD_FAILURE() << "the process is not there";
  return 0;
}

}  // namespace mdmock::test_support
