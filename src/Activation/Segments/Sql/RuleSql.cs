using System.Globalization;
using System.Text;
using Activation.Profiles;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>Writes expanded rules as conditions over the columns of <see cref="TraitColumns"/>, `ids_mask`, and those of <see cref="EventSql"/>.</summary>
internal sealed class RuleSql
{
    private readonly TraitSchema schema;
    private readonly QueryParameters parameters;
    private readonly OperandSql operands;
    private readonly StringBuilder sql = new();

    public RuleSql(RuleContext context, QueryParameters parameters)
    {
        schema = context.Traits;
        this.parameters = parameters;
        operands = new OperandSql(parameters, context.Instant);
        Events = new EventSql(context.Events, parameters, operands);
    }

    public TraitColumns Traits { get; } = new();

    public EventSql Events { get; }

    public string Condition(RuleNode rule)
    {
        sql.Clear();
        Write(rule);
        return sql.ToString();
    }

    /// <summary>What the leaf asks, over the columns of one row of a source: true of the row that the leaf is true by. Null if no single row decides.</summary>
    public string? OfRow(RuleNode leaf) => leaf switch
    {
        HasNode has => Has(has),
        TraitNode trait => schema.Find(trait.Trait) is { } found && !OperandSql.OfMissing(trait.Operator)
            ? operands.Leaf(found.ValueColumn, trait.Operator, TraitOperand.Bind(trait, found))
            : null,
        _ => null,
    };

    /// <summary>A consent is a trait that is read of all sources.</summary>
    public static TraitNode AsTrait(ConsentNode consent) => consent.State == ConsentState.Unknown
        ? new TraitNode(consent.Trait, TraitOperator.NotExists, []) { Path = consent.Path }
        : new TraitNode(consent.Trait, TraitOperator.Eq, [consent.State == ConsentState.Granted]) { Path = consent.Path };

    private void Write(RuleNode node)
    {
        switch (node)
        {
            case AllNode all:
                WriteGroup(all.Rules, " AND ");
                break;
            case AnyNode any:
                WriteGroup(any.Rules, " OR ");
                break;
            case NotNode not:
                sql.Append("(NOT ");
                Write(not.Rule);
                sql.Append(')');
                break;
            case HasNode has:
                sql.Append(Has(has));
                break;
            case TraitNode trait:
                sql.Append(TraitLeaf(trait));
                break;
            case ConsentNode consent:
                sql.Append(TraitLeaf(AsTrait(consent)));
                break;
            case EventNode events:
                sql.Append(Events.Condition(events));
                break;
            default:
                throw new InvalidOperationException($"A {node.GetType().Name} is not part of an expanded rule.");
        }
    }

    /// <summary>The database's parser flattens a chain of one operator, so a long group adds no depth.</summary>
    private void WriteGroup(IReadOnlyList<RuleNode> rules, string separator)
    {
        sql.Append('(');
        for (var i = 0; i < rules.Count; i++)
        {
            if (i > 0)
            {
                sql.Append(separator);
            }

            Write(rules[i]);
        }

        sql.Append(')');
    }

    private string Has(HasNode has) => string.Create(CultureInfo.InvariantCulture, $"((ids_mask & {parameters.Add(Identifiers.MaskOf(has.Identifier))}) <> 0)");

    private string TraitLeaf(TraitNode node)
    {
        if (schema.Find(node.Trait) is not { } trait)
        {
            // No import has brought the trait, so it is missing for every profile.
            return OperandSql.Constant(OperandSql.OfMissing(node.Operator));
        }

        var operand = TraitOperand.Bind(node, trait);
        return Traits.Need(trait, node.Sources) is { } column
            ? operands.Leaf(column.Name, node.Operator, operand)
            : OperandSql.Constant(OperandSql.OfMissing(node.Operator));
    }
}
