using System.Text.Json;
using Activation.Destinations;

namespace Activation.Tests.Destinations;

/// <summary>Accounts from JSON, and what a type says to wrong ones.</summary>
internal static class TestAccount
{
    public static DestinationAccount Of(string settings, string secret) => new(
        new DestinationId("test"), JsonDocument.Parse(settings).RootElement, JsonSerializer.Deserialize<Dictionary<string, string>>(secret) ?? []);

    /// <summary>The account is refused with this path, by a message that begins with it.</summary>
    public static void ShouldBeRefused(IDestination destination, string settings, string secret, string path)
    {
        var problem = Should.Throw<ProblemException>(() => destination.Validate(Of(settings, secret)));

        problem.Status.ShouldBe(400);
        problem.Path.ShouldBe(path);
        problem.Message.ShouldStartWith(path);
    }
}
