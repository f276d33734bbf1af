using System.Text.Json.Nodes;
using Activation.Destinations;
using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Tests.Import.Rows;

public sealed class PlatformReachTests
{
    [Fact]
    public void Count_RowsByIdentifiers_OfEachPlatformWhatItCanMatch()
    {
        var masks = new Dictionary<long, long>
        {
            [Mask("email", "external_id")] = 10,
            [Mask("first_name", "zip")] = 5,
            [Mask("first_name")] = 3,
            [Mask("external_id")] = 2,
        };

        var reach = PlatformReach.Count([Type("keys", new MatchKey("email"), new MatchKey("firstName", "zip")), Type("any")], masks);

        reach.ShouldBe(new Dictionary<string, long> { ["keys"] = 15, ["any"] = 18 }, ignoreOrder: true);
    }

    private static long Mask(params string[] variants)
    {
        var set = new IdentifierSet();
        foreach (var variant in variants)
        {
            set.Add(variant, "x");
        }

        return set.Mask();
    }

    private static DestinationType Type(string name, params MatchKey[] keys) => new()
    {
        Type = name,
        DisplayName = name,
        SettingsSchema = new JsonObject(),
        SecretSchema = new JsonObject(),
        Identifiers = [new("email", "email"), new("firstName", "first_name"), new("zip", "zip")],
        Keys = keys,
        MaxBatch = 1,
        Documentation = new Uri("https://example.org/"),
    };
}
