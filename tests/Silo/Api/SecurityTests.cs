using Sweep.Core.Specs;
using Sweep.Silo.Api.Security;

namespace Sweep.Silo.Tests.Api;

public sealed class SecurityTests
{
    [Theory]
    [InlineData("127.0.0.1:7777", true)]
    [InlineData("localhost:0", true)]
    [InlineData("[::1]:7777", true)]
    [InlineData("127.1.2.3:80", true)]
    [InlineData("0.0.0.0:7777", false)]
    [InlineData("[::]:7777", false)]
    [InlineData("10.0.0.1:7777", false)]
    public void Addresses_are_read_and_loopback_is_known(string text, bool loopback)
        => Assert.Equal(loopback, ListenAddress.Parse(text).IsLoopback);

    [Theory]
    [InlineData("")]
    [InlineData("7777")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.1:80")]
    [InlineData("::1:80")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("example.org:80")]
    [InlineData(":80")]
    public void What_is_no_address_is_refused(string text)
        => Assert.Contains("127.0.0.1:7777", Assert.Throws<InvalidInputException>(() => ListenAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_token_comes_from_its_file_without_the_end_of_the_line_or_else_from_the_environment()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "from-the-file-0123456789\n");
        Assert.True(AccessToken.Read(file, "from-the-environment")!.Matches("from-the-file-0123456789"));
        Assert.True(AccessToken.Read(null, "from-the-environment")!.Matches("from-the-environment"));
        Assert.Null(AccessToken.Read(null, null));
        Assert.Null(AccessToken.Read(null, ""));
        File.Delete(file);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a space in it 0123456789")]
    [InlineData("with-a-letter-beyond-ascii-ä")]
    public void A_weak_or_unusable_token_is_refused_and_not_repeated(string token)
        => Assert.DoesNotContain(token, Assert.Throws<InvalidInputException>(() => AccessToken.Read(null, token)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_token_has_no_text_form()
        => Assert.DoesNotContain("0123456789abcdef-secret", AccessToken.Read(null, "0123456789abcdef-secret")!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_token_file_that_is_not_there_is_bad_input()
        => Assert.Throws<InvalidInputException>(() => AccessToken.Read("/nowhere/token", null));
}
