-- Where `:checkhealth nixai` looks.
return {
  check = function()
    require("nixai").check_health()
  end,
}
