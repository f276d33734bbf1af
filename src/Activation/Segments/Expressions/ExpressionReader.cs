using System.Globalization;
using System.Text.Json.Nodes;

namespace Activation.Segments.Expressions;

/// <summary>
/// Reads Audience Manager's segment expressions, `FREQUENCY([1T,2T]&lt;=2D)>=5 AND NOT 24T`, into rules
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/segments/segment-code-syntax .
/// `24T` is the boolean trait `sid:24`, as trait files are imported; a frequency counts events named `sid:{id}`. Hours (`H`) and minutes (`M`) are taken beside days.
/// </summary>
public static class ExpressionReader
{
    private const int MaxLength = 100_000;

    /// <returns>The rule as JSON.</returns>
    /// <exception cref="ProblemException">400 `invalidExpression` with the column, or `matchesEveryone`.</exception>
    public static JsonObject Read(string expression)
    {
        if (expression.Length > MaxLength)
        {
            throw ExpressionProblem.TooLong(MaxLength);
        }

        var lexer = new ExpressionLexer(expression);
        lexer.Next();
        var rule = Or(ref lexer, depth: 1);
        if (!lexer.IsAtEnd)
        {
            throw ExpressionProblem.Unexpected(lexer.Column, "AND, OR or the end");
        }

        ExpressionValidity.Check(RuleParser.Parse(System.Text.Json.JsonSerializer.SerializeToElement(rule, ExpressionJson.Default.JsonObject)));
        return rule;
    }

    private static JsonObject Or(ref ExpressionLexer lexer, int depth)
    {
        var rules = new List<JsonNode> { And(ref lexer, depth) };
        while (lexer.Current == "OR")
        {
            lexer.Next();
            rules.Add(And(ref lexer, depth));
        }

        return Group("any", rules);
    }

    private static JsonObject And(ref ExpressionLexer lexer, int depth)
    {
        var rules = new List<JsonNode> { Operand(ref lexer, depth) };
        while (lexer.Current == "AND")
        {
            lexer.Next();
            rules.Add(Operand(ref lexer, depth));
        }

        return Group("all", rules);
    }

    private static JsonObject Group(string kind, List<JsonNode> rules) => rules.Count == 1 ? (JsonObject)rules[0] : new JsonObject { [kind] = new JsonArray([.. rules]) };

    private static JsonObject Operand(ref ExpressionLexer lexer, int depth)
    {
        if (depth > RuleLimits.MaxDepth)
        {
            throw ExpressionProblem.TooDeep(lexer.Column);
        }

        switch (lexer.Current)
        {
            case "NOT":
                lexer.Next();
                return new JsonObject { ["not"] = Operand(ref lexer, depth + 1) };
            case "(":
                lexer.Next();
                var inner = Or(ref lexer, depth + 1);
                Expect(ref lexer, ")");
                return inner;
            case "FREQUENCY":
                lexer.Next();
                return Frequency(ref lexer);
            default:
                return new JsonObject { ["trait"] = Trait(ref lexer), ["op"] = "eq", ["value"] = true };
        }
    }

    private static JsonObject Frequency(ref ExpressionLexer lexer)
    {
        Expect(ref lexer, "(");
        Expect(ref lexer, "[");
        var traits = new JsonArray((JsonNode)Trait(ref lexer));
        while (lexer.Current == ",")
        {
            lexer.Next();
            traits.Add((JsonNode)Trait(ref lexer));
        }

        Expect(ref lexer, "]");
        var node = new JsonObject { ["event"] = traits.Count == 1 ? traits[0]?.DeepClone() : traits };
        if (lexer.Current is "<=" or ">=")
        {
            var isRecent = lexer.Current == "<=";
            lexer.Next();
            var window = Window(ref lexer);
            node[isRecent ? "within" : "between"] = isRecent ? window : new JsonArray(null, window);
        }

        Expect(ref lexer, ")");
        node["count"] = new JsonObject
        {
            ["op"] = lexer.Current switch { ">=" => "gte", "<=" => "lte", "==" => "eq", _ => throw ExpressionProblem.Unexpected(lexer.Column, "one of >=, <=, == and how often") },
            ["value"] = Count(ref lexer),
        };
        return node;
    }

    private static int Count(ref ExpressionLexer lexer)
    {
        lexer.Next();
        return Number(ref lexer, "a whole number");
    }

    private static string Window(ref ExpressionLexer lexer)
    {
        var column = lexer.Column;
        var count = Number(ref lexer, "a whole number of days above 0, as in 2D");
        if (lexer.Current is not ("D" or "H" or "M"))
        {
            throw ExpressionProblem.Unexpected(lexer.Column, "D, for days (or H, M)");
        }

        var window = string.Create(CultureInfo.InvariantCulture, $"{count}{lexer.Current.ToLowerInvariant()}");
        lexer.Next();
        return RuleDuration.Parse(window) is null ? throw ExpressionProblem.Unexpected(column, "above 0 and at most 100 years") : window;
    }

    private static int Number(ref ExpressionLexer lexer, string expected)
    {
        if (!int.TryParse(lexer.Current, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw ExpressionProblem.Unexpected(lexer.Column, expected);
        }

        lexer.Next();
        return number;
    }

    private static string Trait(ref ExpressionLexer lexer)
    {
        var (id, column) = (lexer.Current, lexer.Column);
        if (!lexer.IsNumber || id.Length > ExpressionTraits.MaxDigits)
        {
            throw ExpressionProblem.Unexpected(column, "a trait id such as 24T, FREQUENCY, NOT or (");
        }

        lexer.Next();
        Expect(ref lexer, "T");
        return ExpressionTraits.NameOf(id);
    }

    private static void Expect(ref ExpressionLexer lexer, string sign)
    {
        if (lexer.Current != sign)
        {
            throw ExpressionProblem.Unexpected(lexer.Column, sign);
        }

        lexer.Next();
    }
}
