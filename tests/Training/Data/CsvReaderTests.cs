using Sweep.Core.Configuration;
using Sweep.Core.Specs;

namespace Sweep.Training.Tests.Data;

public sealed class CsvReaderTests
{
    private static string[] Problems(string text, DataSource.Csv? options = null)
        => [.. Assert.Throws<InvalidInputException>(() => TestData.Csv(text, options)).Problems.Select(p => p.ToString())];

    [Fact]
    public void Numbers_and_classes_are_read()
    {
        var data = TestData.Csv("x,y,class\r\n1,-2.5e1,b\r\n .5 ,+3,a\r\n");
        Assert.Equal([1, -25], data.Row(0));
        Assert.Equal([0.5, 3], data.Row(1));
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal([1, 0], data.Rows.Labels);
    }

    [Fact]
    public void Quoted_fields_hold_separators_quotes_and_line_ends()
    {
        var data = TestData.Csv("\uFEFF\"a \"\"x\"\"\",class\n1,\"p,\"\"q\"\"\n\"\n\n2,\"r\"");
        Assert.Equal(["a \"x\""], data.FeatureNames);
        Assert.Equal(["p,\"q\"", "r"], data.ClassNames);
        Assert.Equal(2, data.Rows.Rows);
    }

    [Theory]
    [InlineData("a;b;c\n1;2;x\n3;4;y\n")]
    [InlineData("a\tb\tc\n1\t2\tx\n3\t4\ty")]
    public void Semicolons_and_tabs_separate_too(string text) => Assert.Equal([3, 4], TestData.Csv(text).Row(1));

    [Fact]
    public void A_text_column_becomes_one_feature_a_text_in_the_order_of_the_alphabet()
    {
        var data = TestData.Csv("colour,x,class\nred,1,a\nblue,2,b\nred,3,a\n");
        Assert.Equal(["colour=blue", "colour=red", "x"], data.FeatureNames);
        Assert.Equal([0, 1, 1], data.Row(0));
        Assert.Equal([1, 0, 2], data.Row(1));
    }

    [Fact]
    public void The_target_can_be_any_column()
    {
        var data = TestData.Csv("class,x\n0,1.5\n2,2.5\n", new() { Target = "class" });
        Assert.Equal(["0", "2"], data.ClassNames);
        Assert.Equal([1.5], data.Row(0));
        Assert.Contains("nearest is \"class\"", Problems("class,x\n0,1\n1,2\n", new() { Target = "Clas" })[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_whole_values_are_classes_and_twenty_one_or_fractions_are_numbers()
    {
        static string Rows(int n, string end) => "x,y\n" + string.Join('\n', Enumerable.Range(0, n).Select(i => $"{i},{i}{end}"));
        Assert.Equal(20, TestData.Csv(Rows(20, "")).ClassNames.Count);
        Assert.Empty(TestData.Csv(Rows(21, "")).ClassNames);
        Assert.Empty(TestData.Csv(Rows(5, ".5")).ClassNames);
        Assert.Equal(5, TestData.Csv(Rows(5, ".5"), new() { Task = TargetKind.Classes }).ClassNames.Count);
        Assert.Empty(TestData.Csv(Rows(5, ""), new() { Task = TargetKind.Regression }).ClassNames);
    }

    [Fact]
    public void Rows_with_an_empty_field_are_left_out_where_asked()
    {
        var data = TestData.Csv("x,c,class\n1,u,a\n,u,b\n3,,a\n4,v,\n5,v,b\n", new() { Missing = MissingValues.DropRow });
        Assert.Equal(2, data.Rows.Rows);
        Assert.Equal([5, 0, 1], data.Row(1));
    }

    [Fact]
    public void An_empty_text_leaves_all_its_features_open()
    {
        var data = TestData.Csv("c,class\nu,a\n,b\nv,a\n", new() { Missing = MissingValues.Mean });
        Assert.All(data.Row(1), v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_place()
    {
        var problems = Problems("x,y,class\n1,2,a\n1,2\nNaN,oops,b\n,1e39,\n5,\"é\"z,a\n6,7,b\n");
        Assert.Equal(7, problems.Length);
        Assert.StartsWith("my.csv:3:3: 2 fields in this row; the header line has 3", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("my.csv:4:1: \"NaN\" in column \"x\" is no finite number", problems[1], StringComparison.Ordinal);
        Assert.StartsWith("my.csv:4:5: \"oops\" is not a number", problems[2], StringComparison.Ordinal);
        Assert.StartsWith("my.csv:5:1: no value for \"x\"", problems[3], StringComparison.Ordinal);
        Assert.StartsWith("my.csv:5:2: \"1e39\" in column \"y\" is no finite number", problems[4], StringComparison.Ordinal);
        Assert.StartsWith("my.csv:5:7: no value for the target \"class\"", problems[5], StringComparison.Ordinal);
        Assert.StartsWith("my.csv:6:6: text after a closing quote", problems[6], StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_problems_are_told_and_the_rest_counted()
    {
        var problems = Problems("x,class\n1,a\n2,b\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i},a,{i}\n")));
        Assert.Equal(21, problems.Length);
        Assert.Contains("4,980 more", problems[20], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("x,class\n", "has no rows")]
    [InlineData("x\n1\n", "has one column")]
    [InlineData("1,2\n3,4\n", "only numbers in the first line")]
    [InlineData("x,x,class\n1,2,a\n3,4,b\n", "a second column \"x\"")]
    [InlineData(",x,class\n1,2,a\n3,4,b\n", "column 1 has no name")]
    [InlineData("x,class\n1,a\n2,a\n", "one class alone")]
    [InlineData("x,class\n1,\"a\n2,b\n", "never closed")]
    [InlineData("x,class\n1,a\"b\n2,c\n", "a quote inside a field")]
    [InlineData("x,y,class\n,1,a\n,2,b\n", "holds no value at all")]
    [InlineData("x,class\ninf,a\n-Infinity,b\n", "no finite number")]
    public void Bad_files_are_refused(string text, string message)
        => Assert.Contains(Problems(text), p => p.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Too_many_columns_are_refused()
        => Assert.Contains("more than 10,000 columns", Problems(new string(',', 10_000) + "\n")[0], StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_not_utf8_is_named_with_its_line()
    {
        var error = Assert.Throws<InvalidInputException>(() => Sweep.Training.Data.Csv.CsvReader.Read("x,class\n1,a\n2,\xFF\n"u8[..^3].ToArray().Concat((byte[])[0xFF, 10]).ToArray(), "my.csv", new()));
        Assert.StartsWith("my.csv:3:1: is not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_identifiers_is_refused()
        => Assert.Contains("more than 256 different texts", Problems("id,class\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"id{i},{(i % 2 == 0 ? "a" : "b")}\n")))[0], StringComparison.Ordinal);
}
