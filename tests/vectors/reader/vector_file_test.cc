#include "vectors/reader/vector_file.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <string>

namespace mdmock::vectors {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

class VectorFileTest : public ::testing::Test {
 protected:
  void TearDown() override { std::remove(path_.c_str()); }

  Result<VectorFile> Open(const std::string& cases,
                          const std::string& head = "") {
    std::ofstream(path_) << R"({"schema":"test/1","title":"t",)" << head
                         << R"("cases":)" << cases << "}";
    return VectorFile::Open(path_, "test/1");
  }

  static std::string Problem(const VectorFile& file) {
    const auto done = file.Finish();
    return done ? "" : done.error().what;
  }

  const std::string path_ =
      ::testing::TempDir() + "mdmock_vector_file_test_" +
      ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".json";
};

TEST_F(VectorFileTest, ReadsEveryKindOfField) {
  const auto file = Open(
      R"([{"id":"a","text":"x","number":-3,"flag":true,"texts":["p","q"],
           "pairs":[["k","v"]],"lists":[[],["m"]],"object":{"in":"side"},
           "objects":[{"n":1},{"n":2}]}])",
      R"("more":"head",)");
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_EQ(file->head().Text("more"), "head");
  const Case& one = file->cases().at(0);
  EXPECT_EQ(one.id(), "a");
  EXPECT_EQ(one.Text("text"), "x");
  EXPECT_EQ(one.TextOr("absent", "otherwise"), "otherwise");
  EXPECT_EQ(one.Number("number"), -3);
  EXPECT_TRUE(one.Flag("flag"));
  EXPECT_TRUE(one.FlagOr("absent", true));
  EXPECT_THAT(one.Texts("texts"), ElementsAre("p", "q"));
  EXPECT_THAT(one.Pairs("pairs"), ElementsAre(Pair("k", "v")));
  EXPECT_THAT(one.Lists("lists"), ElementsAre(IsEmpty(), ElementsAre("m")));
  EXPECT_EQ(one.Object("object").Text("in"), "side");
  EXPECT_EQ(one.Objects("objects").at(1).Number("n"), 2);
  EXPECT_EQ(one.Objects("objects").at(0).Number("n"), 1);
  EXPECT_EQ(Problem(*file), "");
}

TEST_F(VectorFileTest, NamesFileCaseAndFieldThatNobodyRead) {
  const auto file = Open(R"([{"id":"first","read":"1"},
                             {"id":"second","read":"1","misspelt":"2"}])");
  ASSERT_TRUE(file) << file.error().what;
  for (const Case& one : file->cases()) one.Text("read");
  EXPECT_THAT(Problem(*file), HasSubstr(".json: second: field 'misspelt'"));
  EXPECT_THAT(Problem(*file), Not(HasSubstr("first")));
}

TEST_F(VectorFileTest, LooksIntoObjectsAndListsOfThem) {
  const auto file = Open(
      R"([{"id":"a","object":{"in":"1","left":"2"},"objects":[{"n":1,"m":2}]}])");
  ASSERT_TRUE(file) << file.error().what;
  const Case& one = file->cases()[0];
  one.Object("object").Text("in");
  one.Objects("objects").at(0).Number("n");
  EXPECT_THAT(Problem(*file), HasSubstr("object: field 'left' is not read"));
  EXPECT_THAT(Problem(*file), HasSubstr("objects: field 'm' is not read"));
}

TEST_F(VectorFileTest, AnOpenedObjectIsNotReadYet) {
  const auto file = Open(R"([{"id":"a","object":{"in":"1"}}])");
  ASSERT_TRUE(file) << file.error().what;
  file->cases()[0].Object("object");
  EXPECT_THAT(Problem(*file), HasSubstr("field 'in' is not read"));
}

TEST_F(VectorFileTest, ReportsFieldsThatAreMissingOrOfAnotherType) {
  const auto file = Open(R"([{"id":"a","number":"12","texts":[1]}])");
  ASSERT_TRUE(file) << file.error().what;
  const Case& one = file->cases()[0];
  EXPECT_EQ(one.Number("number"), 0);
  EXPECT_THAT(one.Texts("texts"), IsEmpty());
  EXPECT_EQ(one.Text("absent"), "");
  EXPECT_EQ(one.Object("nothing").Text("x"), "");
  EXPECT_THAT(Problem(*file), HasSubstr("'number' is not a whole number"));
  EXPECT_THAT(Problem(*file), HasSubstr("'texts' is not a list of texts"));
  EXPECT_THAT(Problem(*file), HasSubstr("a: field 'absent' is missing"));
  EXPECT_THAT(Problem(*file), HasSubstr("a: field 'nothing' is missing"));
}

TEST_F(VectorFileTest, ReportsFieldsOfTheHeadThatNobodyRead) {
  const auto file = Open(R"([{"id":"a"}])", R"("credentials":{"x":1},)");
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_THAT(Problem(*file), HasSubstr("head: field 'credentials'"));
}

TEST_F(VectorFileTest, LeavesWhatIsForOthers) {
  const auto file = Open(R"([{"id":"a","spec":"x","b/c~d":1}])");
  ASSERT_TRUE(file) << file.error().what;
  file->cases()[0].Leave({"spec", "b/c~d"});
  EXPECT_EQ(Problem(*file), "");
}

TEST_F(VectorFileTest, RefusesFilesThatAreNoVectors) {
  EXPECT_FALSE(Open("[]"));
  EXPECT_FALSE(Open("{}"));
  EXPECT_FALSE(Open(R"([{"title":"no id"}])"));
  EXPECT_FALSE(Open(R"([1])"));
  EXPECT_FALSE(Open("["));
  const auto twice = Open(R"([{"id":"same"},{"id":"same"}])");
  ASSERT_FALSE(twice);
  EXPECT_THAT(twice.error().what, HasSubstr("same is there twice"));
  EXPECT_FALSE(VectorFile::Open(path_, "other/1"));
  EXPECT_FALSE(VectorFile::Open(path_ + ".absent", "test/1"));
}

}  // namespace
}  // namespace mdmock::vectors
