namespace Activation.Import.Files;

/// <summary>One line of the rejects file. Never holds a value of the file.</summary>
/// <param name="Line">The line of the file at which the row begins.</param>
/// <param name="Column">The column's name; empty where the row as a whole is meant.</param>
internal readonly record struct Reject(long Line, string Column, string Code, string Message);
