using Activation.Profiles;

namespace Activation.Import.Columns;

/// <summary>
/// What a mapping makes of a column: `{identifier}`, `trait:{name}`, `trait:{name}:{type}`, `consent:{purpose}` or `ignore`; of a source of events `{identifier}`, `event:name`,
/// `event:time`, `event:id`, `property:{name}`, `property:{name}:{type}` or `ignore`.
/// </summary>
/// <param name="Name">The identifier's, trait's or property's name; a consent's is `consent:{purpose}`.</param>
/// <param name="Type">The declared type of a trait or property; null to infer it.</param>
public readonly record struct ColumnTarget(ColumnKind Kind, string Name, TraitType? Type = null)
{
    public const int MaxTraitName = 256;

    private const string Types = "string|number|boolean|date|timestamp";

    /// <summary>Whether a source of that kind may have it.</summary>
    public bool Suits(SourceKind source) => Kind is ColumnKind.Identifier or ColumnKind.Ignored || (source == SourceKind.Events) == (Kind != ColumnKind.Trait);

    /// <summary>What a source of that kind may map a column to, for a message.</summary>
    public static string Choices(SourceKind source) => source == SourceKind.Events
        ? $"an identifier ({string.Join(", ", Identifiers.Names)}), event:name, event:time, event:id, property:<name>, property:<name>:<{Types}>, or ignore"
        : $"an identifier ({string.Join(", ", Identifiers.Names)}), trait:<name>, trait:<name>:<{Types}>, consent:<purpose>, or ignore";

    public static bool TryParse(string? text, out ColumnTarget target)
    {
        var trimmed = text?.Trim() ?? "";
        target = default;
        if (trimmed == "ignore")
        {
            target = new ColumnTarget(ColumnKind.Ignored, "");
        }
        else if (Identifiers.IsName(trimmed))
        {
            target = new ColumnTarget(ColumnKind.Identifier, trimmed);
        }
        else if (ConsentTraits.IsConsent(trimmed) && EntityName.IsValid(ConsentTraits.PurposeOf(trimmed)))
        {
            target = new ColumnTarget(ColumnKind.Trait, ConsentTraits.NameOf(ConsentTraits.PurposeOf(trimmed)), TraitType.Boolean);
        }
        else if (trimmed.StartsWith("trait:", StringComparison.Ordinal))
        {
            return TryParseValue(ColumnKind.Trait, trimmed["trait:".Length..], out target);
        }
        else if (trimmed.StartsWith("property:", StringComparison.Ordinal))
        {
            return TryParseValue(ColumnKind.Property, trimmed["property:".Length..], out target);
        }
        else
        {
            target = trimmed switch
            {
                "event:name" => new ColumnTarget(ColumnKind.EventName, trimmed),
                "event:time" => new ColumnTarget(ColumnKind.EventTime, trimmed),
                "event:id" => new ColumnTarget(ColumnKind.EventId, trimmed),
                _ => default,
            };
        }

        return target != default;
    }

    private static bool TryParseValue(ColumnKind kind, string text, out ColumnTarget target)
    {
        var colon = text.LastIndexOf(':');
        var type = colon < 0 ? null : TraitTypeNames.Find(text[(colon + 1)..]);
        var name = (type is null ? text : text[..colon]).Trim();
        target = new ColumnTarget(kind, name, type);
        // An unknown word after a colon is more likely a misspelt type than a part of the name.
        return name.Length is > 0 and <= MaxTraitName && (colon < 0 || type is not null) && !ConsentTraits.IsConsent(name);
    }
}

public enum ColumnKind
{
    None,
    Identifier,
    Trait,
    Ignored,

    /// <summary>A property of an event.</summary>
    Property,
    EventName,
    EventTime,
    EventId,
}
