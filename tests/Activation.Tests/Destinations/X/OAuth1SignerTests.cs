using System.Globalization;
using Activation.Destinations.X;

namespace Activation.Tests.Destinations.X;

public sealed class OAuth1SignerTests
{
    private static readonly OAuth1Signer Signer = new(
        "xvz1evFS4wEEPTGEFPHBog", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE");

    /// <remarks>https://docs.x.com/resources/fundamentals/authentication#creating-a-signature: its example, over the years at three addresses.</remarks>
    [Theory]
    [InlineData("https://api.twitter.com/1/statuses/update.json", "tnnArxj06cWHq44gCs1OSKk%2FjLY%3D")]
    [InlineData("https://api.twitter.com/1.1/statuses/update.json", "hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D")]
    [InlineData("https://api.x.com/1.1/statuses/update.json", "Ls93hJiZbQ3akF3HF3x1Bz8%2FzU4%3D")]
    public void Sign_DocumentedExample_GivesItsSignature(string address, string signature)
    {
        var header = Signer.Sign(
            HttpMethod.Post, new Uri($"{address}?include_entities=true"), "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", DateTimeOffset.FromUnixTimeSeconds(1318622958),
            new KeyValuePair<string, string>("status", "Hello Ladies + Gentlemen, a signed OAuth request!"));

        header.Scheme.ShouldBe("OAuth");
        header.Parameter.ShouldBe(string.Create(CultureInfo.InvariantCulture,
            $"""oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", oauth_nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", oauth_signature="{signature}", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1318622958", oauth_token="370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", oauth_version="1.0" """).TrimEnd());
    }
}
