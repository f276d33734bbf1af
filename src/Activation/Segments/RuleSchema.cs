namespace Activation.Segments;

/// <summary>The rule language as JSON Schema (2020-12), with examples: for editors and generated forms.</summary>
public static class RuleSchema
{
    private const string Resource = "Activation.Segments.rule.schema.json";

    /// <summary>Read once.</summary>
    public static string Json { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(RuleSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
