using System.Text.Json;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Segments;

namespace Activation.Tests.Segments;

/// <summary>Rules and traits for tests.</summary>
internal static class Rules
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 200_000 };

    public static RuleNode Parse(string json) => RuleParser.Parse(Json(json));

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        return document.RootElement.Clone();
    }

    public static IReadOnlyDictionary<string, RuleNode> Segments(params (string Id, string Rule)[] segments) =>
        segments.ToDictionary(s => s.Id, s => Parse(s.Rule), StringComparer.Ordinal);

    public static readonly IReadOnlyDictionary<string, RuleNode> NoSegments = new Dictionary<string, RuleNode>(StringComparer.Ordinal);

    /// <summary>`tier` string, `ltv` number, `vip` boolean, `joined` date, `seen` timestamp: of several sources; `city` string of `crm` alone; the consent `ads`.</summary>
    public static readonly TraitSchema Schema = new(
    [
        new Trait { Ordinal = 0, Name = "tier", Type = TraitType.String, Sources = ["crm", "web", "app"] },
        new Trait { Ordinal = 1, Name = "ltv", Type = TraitType.Number, Sources = ["crm", "web", "app"] },
        new Trait { Ordinal = 2, Name = "vip", Type = TraitType.Boolean, Sources = ["crm", "web", "app"] },
        new Trait { Ordinal = 3, Name = "joined", Type = TraitType.Date, Sources = ["crm", "web", "app"] },
        new Trait { Ordinal = 4, Name = "seen", Type = TraitType.Timestamp, Sources = ["crm", "web", "app"] },
        new Trait { Ordinal = 5, Name = "city", Type = TraitType.String, Sources = ["crm"] },
        new Trait { Ordinal = 6, Name = "consent:ads", Type = TraitType.Boolean, Sources = ["crm", "web", "app"] },
    ]);

    /// <summary>`Purchase`, `Add to cart`, `View`, `sid:1`, `sid:2`; `value` number, `sku` string, `gift` boolean, `due` date, `ships` timestamp.</summary>
    public static readonly EventSchema Events = new(
        ["Purchase", "Add to cart", "View", "sid:1", "sid:2"],
        [
            new EventProperty { Ordinal = 0, Name = "value", Type = TraitType.Number },
            new EventProperty { Ordinal = 1, Name = "sku", Type = TraitType.String },
            new EventProperty { Ordinal = 2, Name = "gift", Type = TraitType.Boolean },
            new EventProperty { Ordinal = 3, Name = "due", Type = TraitType.Date },
            new EventProperty { Ordinal = 4, Name = "ships", Type = TraitType.Timestamp },
        ]);

    /// <param name="sources">Those that the snapshot has rows of; `crm` if none is given.</param>
    public static RuleContext Context(params string[] sources) => new()
    {
        Traits = Schema,
        Events = Events,
        Segments = NoSegments,
        Instant = SnapshotTable.Now,
        Sources = sources.Length == 0 ? ["crm"] : sources,
    };

    public static ProblemException ShouldBeRefused(Action action, string code, string? path = null)
    {
        var problem = Should.Throw<ProblemException>(action);
        problem.Code.ShouldBe(code);
        problem.Status.ShouldBe(400);
        if (path is not null)
        {
            problem.Path.ShouldBe(path);
        }

        return problem;
    }
}
