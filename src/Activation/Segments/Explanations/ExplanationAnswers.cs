using Activation.Profiles;
using Activation.Segments.Sql;
using Activation.Storage;

namespace Activation.Segments.Explanations;

/// <summary>The row that <see cref="ExplanationSql"/> answers for one profile.</summary>
internal sealed class ExplanationAnswers
{
    private readonly IReadOnlyList<bool> conditions;
    private readonly IReadOnlyList<object?> values;

    private ExplanationAnswers(IReadOnlyList<bool> conditions, IReadOnlyList<object?> values)
    {
        this.conditions = conditions;
        this.values = values;
    }

    public static ExplanationAnswers Read(DuckDbSession session, SqlQuery query)
    {
        using var command = session.Command(query.Text, query.Parameters);
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            throw new InvalidOperationException("The profile to be explained has no row.");
        }

        return new ExplanationAnswers(
            reader.GetFieldValue<List<bool>>(0),
            [.. Enumerable.Range(0, reader.FieldCount).Select(i => i == 0 || reader.IsDBNull(i) ? null : reader.GetValue(i))]);
    }

    public bool IsTrue(ExplainedLeaf leaf) => conditions[leaf.Condition];

    /// <returns>Null: missing.</returns>
    public object? Fact(ExplainedLeaf leaf, int place) => place < leaf.Facts.Count ? values[leaf.Facts[place]] : null;
}
