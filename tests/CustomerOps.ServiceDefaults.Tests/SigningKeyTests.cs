using System.Text;
using CustomerOps.ServiceDefaults.Access;
using Shouldly;
using Xunit;

namespace CustomerOps.ServiceDefaults.Tests;

public sealed class SigningKeyTests
{
    [Fact]
    public void Replicas_given_the_same_secret_have_the_same_key()
    {
        var (one, other) = (SigningKey.Derive("a secret of some length", "test"), SigningKey.Derive("a secret of some length", "test"));
        var signature = one.ECDsa.SignData(Encoding.UTF8.GetBytes("x"), System.Security.Cryptography.HashAlgorithmName.SHA256);
        other.ECDsa.VerifyData(Encoding.UTF8.GetBytes("x"), signature, System.Security.Cryptography.HashAlgorithmName.SHA256).ShouldBeTrue();
        other.KeyId.ShouldBe(one.KeyId);
    }

    [Fact]
    public void Another_secret_or_purpose_is_another_key() =>
        ((string[])[SigningKey.Derive("a secret of some length", "test").KeyId, SigningKey.Derive("a secret of some length", "else").KeyId, SigningKey.Derive("another secret, as long", "test").KeyId]).ShouldBeUnique();

    [Fact]
    public void A_short_secret_is_refused() => Should.Throw<InvalidOperationException>(() => SigningKey.Derive("short", "test"));

    [Fact]
    public void The_published_half_holds_nothing_private()
    {
        var published = SigningKey.Public(SigningKey.Derive("a secret of some length", "test"));
        published.D.ShouldBeNull();
        published.X.Length.ShouldBe(43);
    }
}
