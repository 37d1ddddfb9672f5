using System.Text;
using CustomerOps.Identity.Authenticator;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

public sealed class TimeCodesTests
{
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B (SHA-1), the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_RFC(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        TimeCodes.CodeAt(s_secret, at).ShouldBe(code);
        TimeCodes.Match(s_secret, code, at, after: 0).ShouldBe(seconds / 30);
    }

    [Fact]
    public void A_clock_may_be_half_a_minute_off_and_no_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        foreach (var off in (int[])[-30, 0, 30]) TimeCodes.Match(s_secret, TimeCodes.CodeAt(s_secret, now.AddSeconds(off)), now, after: 0).ShouldNotBeNull();
        foreach (var off in (int[])[-60, 60]) TimeCodes.Match(s_secret, TimeCodes.CodeAt(s_secret, now.AddSeconds(off)), now, after: 0).ShouldBeNull();
    }

    [Fact]
    public void A_code_is_not_taken_twice_nor_one_before_it()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = TimeCodes.Match(s_secret, TimeCodes.CodeAt(s_secret, now), now, after: 0)!.Value;
        TimeCodes.Match(s_secret, TimeCodes.CodeAt(s_secret, now), now, step).ShouldBeNull();
        TimeCodes.Match(s_secret, TimeCodes.CodeAt(s_secret, now.AddSeconds(-30)), now, step).ShouldBeNull();
    }

    // RFC 4648, section 10, where the length is a multiple of forty bits.
    [Theory]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    public void The_secret_is_in_base_32(string bytes, string text) => TimeCodes.Text(Encoding.ASCII.GetBytes(bytes)).ShouldBe(text);
}
