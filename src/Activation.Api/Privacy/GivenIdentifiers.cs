using System.Globalization;
using System.Text.Json;
using Activation.Governance.Privacy;

namespace Activation.Api.Privacy;

/// <summary>Reads the identifiers of a privacy request. What is wrong is told by its place: neither a value nor a name that is none is repeated. Pure.</summary>
internal static class GivenIdentifiers
{
    private const string Country = "country";

    private static readonly string Shape = $"an object with one of {string.Join(", ", GivenIdentifier.Accepted)}, and for a phone number 'country' beside it";

    public static IReadOnlyList<GivenIdentifier> Read(IReadOnlyList<JsonElement> items)
    {
        var identifiers = new List<GivenIdentifier>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            identifiers.Add(Read(items[i], string.Create(CultureInfo.InvariantCulture, $"identifiers[{i}]")));
        }

        return identifiers;
    }

    private static GivenIdentifier Read(JsonElement item, string path)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw ProblemException.Invalid("invalidIdentifier", path, $"{path} is not {Shape}.");
        }

        var properties = item.EnumerateObject().ToList();
        var named = properties.Where(p => p.Name != Country).ToList();
        if (named is not [var identifier] || !GivenIdentifier.Accepted.Contains(identifier.Name, StringComparer.Ordinal))
        {
            throw ProblemException.Invalid("invalidIdentifier", path, $"{path} is not {Shape}: give one identifier in each object.");
        }

        return new GivenIdentifier(identifier.Name, Text(identifier, path), properties.Count == named.Count ? null : Text(properties.First(p => p.Name == Country), path).ToUpperInvariant());
    }

    private static string Text(JsonProperty property, string path) => property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is { } text
        ? text
        : throw ProblemException.Invalid("invalidIdentifier", $"{path}.{property.Name}", $"{path}.{property.Name} is not a string.");
}
