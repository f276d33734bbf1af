namespace Activation.Profiles;

/// <summary>How a type is called in mappings and receipts, and in SQL.</summary>
public static class TraitTypeNames
{
    public static string Name(this TraitType type) => type switch
    {
        TraitType.Number => "number",
        TraitType.Boolean => "boolean",
        TraitType.Date => "date",
        TraitType.Timestamp => "timestamp",
        _ => "string",
    };

    public static string SqlType(this TraitType type) => type switch
    {
        TraitType.Number => "DOUBLE",
        TraitType.Boolean => "BOOLEAN",
        TraitType.Date => "DATE",
        TraitType.Timestamp => "TIMESTAMP",
        _ => "VARCHAR",
    };

    /// <summary>The type that a mapping calls so; null if none is.</summary>
    public static TraitType? Find(string name) => name switch
    {
        "string" => TraitType.String,
        "number" => TraitType.Number,
        "boolean" => TraitType.Boolean,
        "date" => TraitType.Date,
        "timestamp" => TraitType.Timestamp,
        _ => null,
    };
}
