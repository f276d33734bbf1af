using Activation.Profiles;

namespace Activation.Import.Columns;

/// <summary>What a mapping makes of a column: `{identifier}`, `trait:{name}`, `trait:{name}:{type}`, `consent:{purpose}` or `ignore`.</summary>
/// <param name="Name">The identifier's or trait's name; a consent's is `consent:{purpose}`.</param>
/// <param name="Type">The declared type of a trait; null to infer it.</param>
public readonly record struct ColumnTarget(ColumnKind Kind, string Name, TraitType? Type = null)
{
    public const int MaxTraitName = 256;

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
            return TryParseTrait(trimmed["trait:".Length..], out target);
        }

        return target != default;
    }

    private static bool TryParseTrait(string text, out ColumnTarget target)
    {
        var colon = text.LastIndexOf(':');
        TraitType? type = colon < 0 ? null : text[(colon + 1)..] switch
        {
            "string" => TraitType.String,
            "number" => TraitType.Number,
            "boolean" => TraitType.Boolean,
            "date" => TraitType.Date,
            "timestamp" => TraitType.Timestamp,
            _ => null,
        };
        var name = (type is null ? text : text[..colon]).Trim();
        target = new ColumnTarget(ColumnKind.Trait, name, type);
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
}
