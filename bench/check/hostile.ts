export function hostileDocuments(): { readonly name: string; readonly text: string }[] {
  return [];
}
