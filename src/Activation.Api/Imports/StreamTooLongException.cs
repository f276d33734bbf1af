namespace Activation.Api.Imports;

/// <summary>A body went over the limit.</summary>
internal sealed class StreamTooLongException() : Exception("The body is longer than the limit.");
