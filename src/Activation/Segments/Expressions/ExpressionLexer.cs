namespace Activation.Segments.Expressions;

/// <summary>Splits an expression into words, numbers and signs.</summary>
internal ref struct ExpressionLexer(ReadOnlySpan<char> text)
{
    private static readonly string[] Signs = [">=", "<=", "==", "(", ")", "[", "]", ","];

    private readonly ReadOnlySpan<char> text = text;
    private int position;

    /// <summary>In upper case; empty at the end.</summary>
    public string Current { get; private set; } = "";

    /// <summary>Of <see cref="Current"/>, from 1.</summary>
    public int Column { get; private set; }

    public readonly bool IsAtEnd => Current.Length == 0;

    public readonly bool IsNumber => Current.Length > 0 && char.IsAsciiDigit(Current[0]);

    /// <exception cref="ProblemException">400 `invalidExpression`.</exception>
    public void Next()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        Column = position + 1;
        var length = Length(text[position..]);
        Current = text.Slice(position, length).ToString().ToUpperInvariant();
        position += length;
    }

    private readonly int Length(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return 0;
        }

        // A number ends before its unit: `24T` is a number and a word.
        if (char.IsAsciiDigit(rest[0]))
        {
            return Run(rest, char.IsAsciiDigit);
        }

        if (char.IsAsciiLetter(rest[0]))
        {
            return Run(rest, char.IsAsciiLetter);
        }

        foreach (var sign in Signs)
        {
            if (rest.StartsWith(sign, StringComparison.Ordinal))
            {
                return sign.Length;
            }
        }

        throw ExpressionProblem.Unexpected(Column, "one of FREQUENCY, AND, OR, NOT, a trait id such as 24T, parentheses, or >=, <=, ==");
    }

    private static int Run(ReadOnlySpan<char> rest, Func<char, bool> belongs)
    {
        var length = 1;
        while (length < rest.Length && belongs(rest[length]))
        {
            length++;
        }

        return length;
    }
}
