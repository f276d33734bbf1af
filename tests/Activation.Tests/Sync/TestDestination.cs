using System.Text.Json.Nodes;
using Activation.Destinations;

namespace Activation.Tests.Sync;

internal static class TestDestination
{
    public static readonly DestinationType Declaration = new()
    {
        Type = "test",
        DisplayName = "Test",
        SettingsSchema = new JsonObject(),
        SecretSchema = new JsonObject(),
        Identifiers =
        [
            new("email", "email", IdentifierShape.Any), new("phone", "phone", IdentifierShape.Any), new("externalId", "external_id"), new("firstName", "first_name", IdentifierShape.Any),
        ],
        Keys = [new MatchKey("email"), new MatchKey("phone"), new MatchKey("externalId")],
        MaxBatch = 100,
        AllOrNone = ["email", "phone", "externalId", "firstName"],
        Documentation = new Uri("https://example.org/"),
    };
}
