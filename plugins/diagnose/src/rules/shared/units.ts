export const unitName = String.raw`[\w@.:\\-]{1,200}\.(?:service|mount|socket|target|timer|path|swap|automount|slice|scope)`;
