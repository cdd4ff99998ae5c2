/** What model files import from `limbeck/model`, and the parameter of their lists: no constant of theirs is called so. */
export const modelWords: readonly string[] =
  `array bigInteger binary boolean char check databaseObject date datetime decimal domain double enumType extension float fn
  foreignKey grant index integer interval json jsonb materializedView owner policy primaryKey procedure raw revoke rowSecurity schema sequence
  smallInteger sql sqlFunction string t table text time timestamp trigger unique uniqueIndex uuid view`.split(/\s+/)
