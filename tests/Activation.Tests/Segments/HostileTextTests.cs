using System.Text.Json.Nodes;

namespace Activation.Tests.Segments;

public sealed class HostileTextTests
{
    private static readonly string[] Texts =
        ["'; DROP TABLE traits; --", "$1", "\" OR 1=1 --", "%", "_", "\\", "🥇", "🥇🥇", "e\u0301", "é", "\u202eabc", "NULL", "\r\n", "\uffff", ""];

    /// <summary>Each text is a value like any other: whoever has it, and nobody else, is found by it.</summary>
    [Theory]
    [InlineData("eq")]
    [InlineData("in")]
    [InlineData("contains")]
    [InlineData("startsWith")]
    [InlineData("endsWith")]
    public void Members_HostileText_FindsExactlyThoseWhoHaveIt(string op)
    {
        using var table = new SnapshotTable(Rules.Schema);
        var owners = Texts.ToDictionary(t => t, t => table.Add("tier", t), StringComparer.Ordinal);
        foreach (var text in Texts)
        {
            JsonNode value = op == "in" ? new JsonArray(text) : text;
            var rule = new JsonObject { ["trait"] = "tier", ["op"] = op, ["value"] = value };
            var expected = owners.Where(o => op switch
            {
                "contains" => o.Key.Contains(text, StringComparison.Ordinal),
                "startsWith" => o.Key.StartsWith(text, StringComparison.Ordinal),
                "endsWith" => o.Key.EndsWith(text, StringComparison.Ordinal),
                _ => o.Key == text,
            }).Select(o => o.Value);

            table.Members(rule.ToJsonString()).Select(m => m.Profile).ShouldBe(expected, ignoreOrder: true, text);
        }
    }
}
